import { useCallback, useEffect, useState } from 'react';
import type { FormLanguage, FormRefusal, FormState } from '#contract/identity-form';
import { DonePage, Form } from './Form';
import { Page } from './Page';
import { ends } from './uploads';
import { words } from './words';

type At =
  | { readonly at: 'loading' }
  | { readonly at: 'offline' }
  | { readonly at: 'form'; readonly state: FormState }
  | { readonly at: 'end'; readonly code: FormRefusal }
  | { readonly at: 'done'; readonly language: FormLanguage; readonly companyName: string };

const isState = (value: unknown): value is FormState =>
  typeof value === 'object' && value !== null && 'companyName' in value && 'pictures' in value;
const pageLanguage = (): FormLanguage => (document.documentElement.lang.startsWith('fr') ? 'fr' : 'en');
const retryMs = 5000;

const ask = async (base: string): Promise<At> => {
  try {
    const value: unknown = await (await fetch(`${base}/state`)).json();
    if (isState(value)) {
      // A fact for the history; whether it arrives changes nothing.
      void fetch(`${base}/opened`, { method: 'POST' }).catch(() => undefined);
      return { at: 'form', state: value };
    }
    const code =
      typeof value === 'object' && value !== null && 'code' in value ? (value.code as FormRefusal) : 'unavailable';
    return ends.has(code) ? { at: 'end', code } : { at: 'offline' };
  } catch {
    return { at: 'offline' };
  }
};

/** Asks where the link stands, then shows the form, or why there is none. */
export const Start = ({ base }: { readonly base: string }) => {
  const [at, setAt] = useState<At>({ at: 'loading' });
  const load = useCallback(() => {
    void ask(base).then((next) => {
      setAt((now) => (now.at === 'loading' || now.at === 'offline' ? next : now));
    });
  }, [base]);
  useEffect(load, [load]);
  useEffect(() => {
    if (at.at !== 'offline') return;
    const timer = setInterval(load, retryMs);
    window.addEventListener('online', load);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', load);
    };
  }, [at.at, load]);
  const onEnd = useCallback((code: FormRefusal) => {
    setAt({ at: 'end', code });
  }, []);
  const companyName = at.at === 'form' ? at.state.companyName : '';
  const onDone = useCallback(
    (language: FormLanguage) => {
      // Back from here would only lead into a used link.
      window.history.replaceState(null, '');
      setAt({ at: 'done', language, companyName });
    },
    [companyName],
  );

  const text = words[pageLanguage()];
  switch (at.at) {
    case 'loading':
      return (
        <div className="form">
          <output className="loading">{text.loading}</output>
        </div>
      );
    case 'offline':
      return (
        <div className="form">
          <Page
            title={text.noStart.title}
            lead={text.noStart.line}
            actions={
              <button type="button" className="button filled" onClick={load}>
                {text.noStart.again}
              </button>
            }
          />
        </div>
      );
    case 'form':
      return <Form state={at.state} base={base} onEnd={onEnd} onDone={onDone} />;
    case 'done':
      return <DonePage language={at.language} companyName={at.companyName} />;
    case 'end': {
      const end = text.ends[at.code as keyof typeof text.ends];
      return (
        <div className="form">
          <Page title={end.title} lead={end.line} />
        </div>
      );
    }
  }
};
