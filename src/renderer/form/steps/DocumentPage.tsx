import { useMemo, useState } from 'react';
import { slotsFor, type FormLanguage } from '#contract/identity-form';
import type { DocumentKind } from '#domain/case/events';
import { countriesIn } from '../countries';
import { Icon, type IconName } from '../Icon';
import { Page } from '../Page';
import { words } from '../words';

type Props = {
  readonly language: FormLanguage;
  readonly country: string;
  readonly kind: DocumentKind | null;
  readonly onChange: (choice: { country: string; kind: DocumentKind | null }) => void;
  readonly onNext: (way: 'camera' | 'upload') => void;
};
const kinds: readonly { readonly kind: DocumentKind; readonly icon: IconName }[] = [
  { kind: 'driving-licence', icon: 'car' },
  { kind: 'passport', icon: 'book' },
  { kind: 'identity-card', icon: 'id' },
  { kind: 'residence-permit', icon: 'home' },
];

/** Who issued the ID, what kind it is, and camera or upload. */
export const DocumentPage = ({ language, country, kind, onChange, onNext }: Props) => {
  const text = words[language].document;
  const names = country === 'CA' ? words[language].kindsOfCanada : words[language].kinds;
  const countries = useMemo(() => countriesIn(language), [language]);
  const [isMissing, setMissing] = useState(false);
  const go = (way: 'camera' | 'upload') => {
    if (kind) onNext(way);
    else setMissing(true);
  };
  return (
    <Page
      title={text.title}
      actions={
        <>
          {isMissing && kind === null && (
            <p className="error" role="alert">
              {text.mustChoose}
            </p>
          )}
          <button
            type="button"
            className="button filled"
            onClick={() => {
              go('camera');
            }}
          >
            <Icon name="camera" />
            {text.camera}
          </button>
          <button
            type="button"
            className="button plain"
            onClick={() => {
              go('upload');
            }}
          >
            {text.upload}
          </button>
        </>
      }
    >
      <label className="field-label" htmlFor="country">
        {text.country}
      </label>
      <select
        id="country"
        className="select"
        value={country}
        onChange={(event) => {
          onChange({ country: event.currentTarget.value, kind });
        }}
      >
        {countries.map((one) => (
          <option key={one.code} value={one.code}>
            {one.name}
          </option>
        ))}
      </select>
      <fieldset className="kinds">
        <legend className="field-label">{text.kind}</legend>
        {kinds.map((one) => (
          <label key={one.kind} className="option">
            <Icon name={one.icon} size={26} />
            <span className="option-text">
              <b>{names[one.kind]}</b>
              <span>{slotsFor(one.kind).includes('back') ? text.pages.two : text.pages.one}</span>
            </span>
            <input
              type="radio"
              name="kind"
              value={one.kind}
              checked={kind === one.kind}
              onChange={() => {
                onChange({ country, kind: one.kind });
              }}
            />
          </label>
        ))}
      </fieldset>
      <p className="hint">{text.hint}</p>
    </Page>
  );
};
