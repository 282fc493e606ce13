import { useEffect, useRef, useState, type RefObject } from 'react';

export type CameraState = 'starting' | 'on' | 'none';

/**
 * The camera in a `<video>`, for as long as the component is there. `none` when there is no camera or no permission.
 */
export const useCamera = (
  facing: 'environment' | 'user',
  isWanted: boolean,
): { readonly video: RefObject<HTMLVideoElement | null>; readonly state: CameraState } => {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('starting');
  useEffect(() => {
    if (!isWanted) return;
    let stream: MediaStream | null = null;
    let isOver = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const start = async () => {
      setState('starting');
      try {
        // Where a page isn't served securely there is no mediaDevices at all.
        stream =
          (await (navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia({
            audio: false,
            video: { facingMode: { ideal: facing }, width: { ideal: 1920 }, height: { ideal: 1080 } },
          })) ?? null;
        if (isOver) {
          stop();
          return;
        }
        if (!stream || !video.current) {
          setState('none');
          return;
        }
        video.current.srcObject = stream;
        await video.current.play();
        stream.getVideoTracks()[0]?.addEventListener('ended', () => {
          setState('none');
        });
        if (!isOver) setState('on');
      } catch {
        if (!isOver) setState('none');
      }
    };
    void start();
    return () => {
      isOver = true;
      stop();
    };
  }, [facing, isWanted]);
  return { video, state };
};

/** The part of a video that a box of that ratio shows when it is covered. */
export const visiblePart = (
  width: number,
  height: number,
  ratio: number,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } => {
  const w = Math.min(width, height * ratio);
  const h = w / ratio;
  return { x: (width - w) / 2, y: (height - h) / 2, width: w, height: h };
};
