/** Opens each picture once by a one-time handle and keeps it; every opening is logged by main (R17, R18). */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReviewView } from '#contract/review';
import { call, CallFailure } from '../app/bridge';
import { reviewTexts } from './texts';

export type OpenedPicture =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly src: string }
  | { readonly state: 'failed'; readonly failure: CallFailure };

const opening: OpenedPicture = { state: 'opening' };

export type Pictures = {
  readonly pictureOf: (evidenceId: string) => OpenedPicture;
  readonly openAgain: (evidenceId: string) => void;
  readonly onBroken: (evidenceId: string) => void;
};

export const usePictures = (caseId: string, pictures: ReviewView['pictures']): Pictures => {
  const [opened, setOpened] = useState<Readonly<Record<string, OpenedPicture>>>({});
  const begun = useRef(new Set<string>());
  const put = useCallback(
    (evidenceId: string, picture: OpenedPicture): void => setOpened((all) => ({ ...all, [evidenceId]: picture })),
    [],
  );

  const open = useCallback(
    (evidenceId: string): void => {
      begun.current.add(evidenceId);
      put(evidenceId, opening);
      call('review.openPicture', { caseId, evidenceId }).then(
        ({ handle }) => put(evidenceId, { state: 'open', src: `app://evidence/${handle}` }),
        (failure: unknown) =>
          put(evidenceId, {
            state: 'failed',
            failure:
              failure instanceof CallFailure
                ? failure
                : new CallFailure({ code: 'internal', message: reviewTexts.stage.failedWords }),
          }),
      );
    },
    [caseId, put],
  );

  useEffect(() => {
    for (const { evidenceId } of pictures) if (!begun.current.has(evidenceId)) open(evidenceId);
  }, [pictures, open]);

  return {
    pictureOf: (evidenceId) => opened[evidenceId] ?? opening,
    openAgain: open,
    onBroken: (evidenceId) =>
      put(evidenceId, {
        state: 'failed',
        failure: new CallFailure({ code: 'evidence-gone', message: reviewTexts.stage.failedWords }),
      }),
  };
};
