import { slotsFor, type FormLanguage, type FormRefusal } from '#contract/identity-form';
import type { DocumentKind, PictureSlot } from '#domain/case/events';
import { countriesIn } from '../countries';
import { Icon } from '../Icon';
import { Page } from '../Page';
import type { UploadsView } from '../uploads';
import { words } from '../words';

type Props = {
  readonly language: FormLanguage;
  readonly country: string;
  readonly kind: DocumentKind;
  readonly uploads: UploadsView;
  /** Null before the first try; `offline` while it tries again by itself. */
  readonly sending: null | 'sending' | 'offline' | FormRefusal;
  readonly onChange: (step: 'document' | PictureSlot) => void;
  readonly onSubmit: () => void;
};

/** Everything at a glance, and the one press that uses the link. */
export const LookOverPage = ({ language, country, kind, uploads, sending, onChange, onSubmit }: Props) => {
  const all = words[language];
  const text = all.lookOver;
  const slots = slotsFor(kind);
  const isBusy = sending === 'sending' || sending === 'offline';
  const isWaiting = slots.some((slot) => uploads[slot]?.status === 'waiting');
  const isRefused = slots.some((slot) => uploads[slot]?.status === 'refused');
  const kindName = (country === 'CA' ? all.kindsOfCanada : all.kinds)[kind];
  const nameOf = (slot: PictureSlot) => (slot === 'front' && kind === 'passport' ? all.passportPage : all.slots[slot]);
  const trouble =
    sending === 'offline' || isWaiting
      ? text.offline
      : sending !== null && sending !== 'sending'
        ? (all.refusals[sending] ?? all.refusals.other)
        : null;
  return (
    <Page
      title={text.title}
      lead={text.lead}
      actions={
        <>
          {trouble !== null && (
            <p className={sending === 'offline' || isWaiting ? 'notice' : 'error'} role="alert">
              {trouble}
            </p>
          )}
          <button type="button" className="button filled" disabled={isBusy || isRefused} onClick={onSubmit}>
            {isBusy ? text.submitting : text.submit}
          </button>
          <p className="foot">{text.foot}</p>
        </>
      }
    >
      <ul className="overview">
        <li>
          <span className="thumb">
            <Icon name="id" size={28} />
          </span>
          <span className="what">
            <b>{kindName}</b>
            <span>{countriesIn(language).find((one) => one.code === country)?.name ?? country}</span>
          </span>
          <button
            type="button"
            className="inline"
            disabled={isBusy}
            onClick={() => {
              onChange('document');
            }}
          >
            {text.change}
            <span className="unseen"> {text.id}</span>
          </button>
        </li>
        {slots.map((slot) => {
          const upload = uploads[slot];
          const status = upload?.status ?? 'waiting';
          return (
            <li key={slot}>
              <span className={slot === 'selfie' ? 'thumb face' : 'thumb'}>
                {upload?.url ? (
                  <img src={upload.url} alt={nameOf(slot)} />
                ) : (
                  <Icon name={slot === 'selfie' ? 'user' : 'id'} size={28} />
                )}
              </span>
              <span className="what">
                <b>{nameOf(slot)}</b>
                <span className={`status ${status}`}>
                  {upload?.status === 'refused'
                    ? (all.refusals[upload.code] ?? all.refusals.other)
                    : upload?.status === 'sent' && upload.url === null
                      ? text.kept
                      : text.status[status]}
                </span>
              </span>
              <button
                type="button"
                className="inline"
                disabled={isBusy}
                onClick={() => {
                  onChange(slot);
                }}
              >
                {text.again}
                <span className="unseen"> {nameOf(slot)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Page>
  );
};
