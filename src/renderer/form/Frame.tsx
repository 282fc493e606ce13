import type { ReactNode } from 'react';
import type { FormLanguage } from '#contract/identity-form';
import { part, parts, type Step } from './flow';
import { Icon } from './Icon';
import { words } from './words';

type Props = {
  readonly companyName: string;
  readonly language: FormLanguage;
  readonly step: Step | null;
  readonly isDark: boolean;
  readonly onLanguage: () => void;
  readonly onBack: (() => void) | null;
  readonly children: ReactNode;
};

/** What stands around every page: back, company, language, progress. */
export const Frame = ({ companyName, language, step, isDark, onLanguage, onBack, children }: Props) => {
  const text = words[language];
  const at = step === null ? null : part(step);
  return (
    <div className={isDark ? 'form dark-stage' : 'form'}>
      <header>
        {onBack ? (
          <button type="button" className="back" onClick={onBack} aria-label={text.back}>
            <Icon name="back" size={24} />
          </button>
        ) : (
          <span className="mark" aria-hidden="true">
            {companyName.slice(0, 1).toUpperCase()}
          </span>
        )}
        <span className="company">{companyName}</span>
        <button type="button" className="language" lang={language === 'en' ? 'fr' : 'en'} onClick={onLanguage}>
          {text.otherLanguage}
        </button>
      </header>
      {at !== null && (
        <nav aria-label={text.progress} className="progress">
          <ol>
            {text.parts.map((name, index) => (
              <li
                key={name}
                className={index < at ? 'reached' : ''}
                aria-current={index + 1 === at ? 'step' : undefined}
              >
                <span className="unseen">{name}</span>
              </li>
            ))}
          </ol>
          <p>{text.step(at, parts, text.parts[at - 1]!)}</p>
        </nav>
      )}
      {children}
    </div>
  );
};
