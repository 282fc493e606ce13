import { useState } from 'react';
import type { FormLanguage } from '#contract/identity-form';
import { Icon } from '../Icon';
import { Page } from '../Page';
import { drawJpeg } from '../picture';
import { PictureChoice, useShown } from '../PictureChoice';
import { useCamera, visiblePart } from '../use-camera';
import { words } from '../words';

type Props = { readonly language: FormLanguage; readonly onUse: (picture: Blob, how: 'live' | 'upload') => void };
const ratio = 350 / 400;

/** The live picture: taken on a press, then looked at by the person, with three checks. */
export const SelfiePage = ({ language, onUse }: Props) => {
  const text = words[language].selfie;
  const [picture, setPicture] = useState<{ readonly blob: Blob; readonly how: 'live' | 'upload' } | null>(null);
  const { video, state } = useCamera('user', picture === null);
  const url = useShown(picture?.blob ?? null);
  const take = () => {
    const image = video.current;
    if (!image || image.videoWidth === 0) return;
    void drawJpeg({ image, ...visiblePart(image.videoWidth, image.videoHeight, ratio) }).then((blob) => {
      setPicture({ blob, how: 'live' });
    });
  };
  if (picture) {
    return (
      <Page
        key="look"
        title={text.check}
        actions={
          <>
            <button
              type="button"
              className="button filled"
              onClick={() => {
                onUse(picture.blob, picture.how);
              }}
            >
              {text.use}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => {
                setPicture(null);
              }}
            >
              {text.again}
            </button>
            <p className="foot">{text.foot}</p>
          </>
        }
      >
        <div className="shown selfie">{url && <img src={url} alt={words[language].slots.selfie} />}</div>
        <ul className="checks">
          {text.checks.map((check) => (
            <li key={check}>
              <Icon name="circle-check" />
              {check}
            </li>
          ))}
        </ul>
      </Page>
    );
  }
  return (
    <Page
      key="take"
      title={text.title}
      lead={text.lead}
      actions={
        <>
          {state !== 'none' && (
            <button type="button" className="button filled" disabled={state !== 'on'} onClick={take}>
              <Icon name="camera" />
              {state === 'on' ? text.shutter : words[language].capture.starting}
            </button>
          )}
          <PictureChoice
            language={language}
            facing="user"
            isFilled={state === 'none'}
            onPicture={(blob) => {
              setPicture({ blob, how: 'upload' });
            }}
          />
        </>
      }
    >
      <div className="stage selfie" style={{ aspectRatio: String(ratio) }} hidden={state === 'none'}>
        <video ref={video} className="mirrored" playsInline muted aria-label={words[language].capture.video} />
        <div className="oval" />
      </div>
      {state === 'none' && (
        <output className="no-camera">
          {words[language].capture.noCamera.title}. {text.noCamera}
        </output>
      )}
    </Page>
  );
};
