/** How a picture lies on the stage: zoom, rotation and place. Plain numbers, so that several can move in step. */
export type PictureView = {
  readonly zoom: number;
  readonly turn: number;
  /** Percent of the frame. */
  readonly x: number;
  readonly y: number;
};

export const still: PictureView = { zoom: 1, turn: 0, x: 0, y: 0 };
const most = 8;

const kept = (value: number, limit: number): number => Math.max(-limit, Math.min(limit, value));
const inFrame = (view: PictureView): PictureView => {
  const room = (view.zoom - 1) * 50 + 20;
  return { ...view, x: kept(view.x, room), y: kept(view.y, room) };
};

export const zoomed = (view: PictureView, factor: number): PictureView => {
  const zoom = Math.max(1, Math.min(most, Math.round(view.zoom * factor * 100) / 100));
  const share = zoom / view.zoom;
  return inFrame({ ...view, zoom, x: zoom === 1 ? 0 : view.x * share, y: zoom === 1 ? 0 : view.y * share });
};
export const turned = (view: PictureView, degrees: number): PictureView => ({ ...view, turn: view.turn + degrees });
/** By percent of the frame. */
export const moved = (view: PictureView, x: number, y: number): PictureView =>
  inFrame({ ...view, x: view.x + x, y: view.y + y });

/** 0, 90, 180, 270, for people. */
export const degreesOf = (view: PictureView): number => ((view.turn % 360) + 360) % 360;

type Size = { readonly width: number; readonly height: number };
/** Where the portrait of most photo IDs lies, in shares of the picture, and how much of its height it takes. */
const portrait = { x: 0.18, y: 0.46, height: 0.55 } as const;

/**
 * The CSS transform of a picture that is fitted into its frame. `isPortrait`: brings the ID's portrait to the size of a
 * selfie.
 */
export const transformOf = (view: PictureView, frame: Size, picture: Size | null, isPortrait: boolean): string => {
  let fit = 1;
  let shift = '';
  if (picture !== null && frame.width > 0 && frame.height > 0) {
    const drawn = Math.min(frame.width / picture.width, frame.height / picture.height);
    const [width, height] = [picture.width * drawn, picture.height * drawn];
    if (degreesOf(view) % 180 !== 0) fit = Math.min(frame.width / height, frame.height / width);
    if (isPortrait) {
      fit *= frame.height / (height * portrait.height);
      shift = ` translate(${((0.5 - portrait.x) * width).toFixed(1)}px, ${((0.5 - portrait.y) * height).toFixed(1)}px)`;
    }
  }
  return `translate(${view.x.toFixed(2)}%, ${view.y.toFixed(2)}%) rotate(${view.turn}deg) scale(${(view.zoom * fit).toFixed(3)})${shift}`;
};
