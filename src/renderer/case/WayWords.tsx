import { Button, SegmentedControl } from '@mantine/core';
import { IconCheck, IconCopy, IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import type { CaseView } from '#contract/cases';
import { languageNames } from '../app/texts/words';
import { copyText } from '../ui/copy';
import { Key } from '../ui/Key';
import { caseTexts } from './texts';
import styles from './Ways.module.css';

export type WayView = CaseView['selfHelp'][number];
type Language = 'en' | 'fr';
const { ways: words } = caseTexts;
const textOf = ({ intro, steps, never }: WayView['words']['en']): string =>
  [intro, ...steps.map((step, index) => `${index + 1}. ${step}`), never].join('\n');

/** What to say or send for one way, in the customer's language, with its steps and what never to ask. */
export const WayWords = ({
  way,
  language,
  onLanguage,
  whyNoMail,
  onMail,
}: {
  readonly way: WayView;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
  readonly whyNoMail: string | null;
  readonly onMail: () => void;
}) => {
  const [isCopied, setCopied] = useState(false);
  const said = way.words[language];
  const choose = (value: string): void => {
    setCopied(false);
    onLanguage(value === 'fr' ? 'fr' : 'en');
  };
  return (
    <>
      <div className={styles.said} lang={language}>
        <p className={styles.intro}>{said.intro}</p>
        <ol className={styles.steps}>
          {said.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className={styles.never}>{said.never}</p>
      </div>
      <div className={styles.tools}>
        <SegmentedControl
          aria-label={words.language}
          value={language}
          onChange={choose}
          data={[
            { value: 'en', label: languageNames.en },
            { value: 'fr', label: languageNames.fr },
          ]}
        />
        <Button
          variant="subtle"
          color="gray"
          leftSection={isCopied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          onClick={() => void copyText(textOf(said)).then(setCopied)}
        >
          {isCopied ? words.copied : words.copy}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconMail size={15} aria-hidden />}
          rightSection={<Key keys="e" />}
          disabled={whyNoMail !== null}
          onClick={onMail}
        >
          {words.mail}
        </Button>
        {whyNoMail !== null && <span className={styles.quiet}>{whyNoMail}</span>}
      </div>
    </>
  );
};
