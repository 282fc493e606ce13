import { useRef, useState } from 'react';
import type { FormLanguage, FormState } from '#contract/identity-form';
import { Icon, type IconName } from '../Icon';
import { Page } from '../Page';
import { terms } from '../terms';
import { whenWords, words } from '../words';

type Props = {
  readonly state: FormState;
  readonly language: FormLanguage;
  readonly accepted: boolean;
  readonly onAccept: (accepted: boolean) => void;
  readonly onNext: () => void;
};
const itemIcons: readonly IconName[] = ['id', 'camera', 'clock', 'trash'];

/** What is needed, when an answer comes, what happens to the pictures, and one consent. */
export const TermsPage = ({ state, language, accepted, onAccept, onNext }: Props) => {
  const text = words[language].terms;
  const sheet = useRef<HTMLDialogElement>(null);
  const [isMissing, setMissing] = useState(false);
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        <>
          {isMissing && !accepted && (
            <p className="error" role="alert" id="must-agree">
              {text.mustAgree}
            </p>
          )}
          <button
            type="button"
            className="button filled"
            onClick={() => {
              if (accepted) onNext();
              else setMissing(true);
            }}
          >
            {words[language].next}
          </button>
          {state.expiresAt !== null && (
            <p className="foot">{text.until(whenWords(state.expiresAt, state.timeZone, language))}</p>
          )}
        </>
      }
    >
      <ul className="items">
        {text.items.map((item, at) => (
          <li key={item.title}>
            <Icon name={itemIcons[at]!} size={26} />
            <span>
              <b>{item.title}</b>
              <span>{item.line}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className="consent">
        <input
          id="agree"
          type="checkbox"
          checked={accepted}
          aria-invalid={isMissing && !accepted}
          aria-describedby={isMissing && !accepted ? 'must-agree' : undefined}
          onChange={(event) => {
            onAccept(event.currentTarget.checked);
          }}
        />
        <span>
          <label htmlFor="agree">{text.agreeBefore}</label>
          <button
            type="button"
            className="inline"
            onClick={() => {
              sheet.current?.showModal();
            }}
          >
            {text.agreeLink}
          </button>
          <label htmlFor="agree">{text.agreeAfter(state.companyName)}</label>
        </span>
      </div>
      <dialog ref={sheet} className="sheet" aria-labelledby="terms-title">
        <h2 id="terms-title">{text.sheetTitle}</h2>
        {terms(state.companyName)[language].map((section) => (
          <section key={section.title}>
            <h3>{section.title}</h3>
            <p>{section.text}</p>
          </section>
        ))}
        <div className="sheet-foot">
          <button
            type="button"
            className="button"
            onClick={() => {
              sheet.current?.close();
            }}
          >
            {text.close}
          </button>
        </div>
      </dialog>
    </Page>
  );
};
