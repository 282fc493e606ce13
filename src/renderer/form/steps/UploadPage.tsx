import { useState } from 'react';
import type { FormLanguage } from '#contract/identity-form';
import { Page } from '../Page';
import { PictureChoice, useShown } from '../PictureChoice';
import { words } from '../words';

type Props = {
  readonly language: FormLanguage;
  readonly what: string;
  readonly onUse: (picture: Blob) => void;
  readonly onCamera: () => void;
};

/** A picture of the ID from a file. */
export const UploadPage = ({ language, what, onUse, onCamera }: Props) => {
  const text = words[language].upload;
  const [picture, setPicture] = useState<Blob | null>(null);
  const url = useShown(picture);
  return (
    <Page
      title={text.title(what)}
      lead={picture ? text.good : text.line}
      actions={
        picture ? (
          <>
            <button
              type="button"
              className="button filled"
              onClick={() => {
                onUse(picture);
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
              {text.other}
            </button>
          </>
        ) : (
          <>
            <PictureChoice language={language} facing="environment" isFilled onPicture={setPicture} />
            <button type="button" className="button plain" onClick={onCamera}>
              {words[language].capture.camera}
            </button>
          </>
        )
      }
    >
      {url && (
        <div className="shown">
          <img src={url} alt={text.preview} />
        </div>
      )}
    </Page>
  );
};
