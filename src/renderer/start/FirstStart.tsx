import { Button } from '@mantine/core';
import { IconCrown, IconLock, IconMail, IconPlugOff, IconRefresh, IconShieldOff, IconUsers } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { useKeys } from '../app/keys';
import { useCommand } from '../app/queries';
import { startTexts } from '../app/texts/start';
import { Brand } from '../ui/Brand';
import { Failure } from '../ui/Failure';
import { Key } from '../ui/Key';
import { SetUp } from './SetUp';
import styles from './FirstStart.module.css';

const Points = ({ points, icons }: { readonly points: readonly string[]; readonly icons: readonly Icon[] }) => (
  <ul className={styles.points}>
    {points.map((point, index) => {
      const Glyph = icons[index] ?? IconUsers;
      return (
        <li key={point}>
          <Glyph size={16} stroke={1.7} aria-hidden />
          {point}
        </li>
      );
    })}
  </ul>
);

/** Two choices, equal in form, one recommended. Chosen once for a data folder. */
export const FirstStart = () => {
  const [isSettingUp, setSettingUp] = useState(false);
  const practice = useCommand('desk.openPractice');
  const open = (): void => practice.mutate({});
  useKeys(
    startTexts.question,
    isSettingUp
      ? []
      : [
          { keys: '1', label: startTexts.practice.button, run: open },
          { keys: '2', label: startTexts.real.button, run: () => setSettingUp(true) },
        ],
  );
  if (isSettingUp) return <SetUp onBack={() => setSettingUp(false)} />;
  return (
    <main className={styles.page} aria-labelledby="first-start">
      <div className={styles.column}>
        <Brand size={38} />
        <h1 id="first-start" className={styles.question}>
          {startTexts.question}
        </h1>
        <p className={styles.advice}>{startTexts.advice}</p>
        <div className={styles.choices}>
          <section className={styles.choice} data-recommended aria-labelledby="choose-practice">
            <header className={styles.head}>
              <h2 id="choose-practice">{startTexts.practice.title}</h2>
              <Key keys="1" />
            </header>
            <p className={styles.words}>{startTexts.practice.words}</p>
            <Points points={startTexts.practice.points} icons={[IconUsers, IconMail, IconShieldOff, IconRefresh]} />
            <div className={styles.foot}>
              <Button
                autoFocus
                rightSection={<Key keys="enter" isOnFill />}
                loading={practice.isPending}
                onClick={open}
              >
                {startTexts.practice.button}
              </Button>
              <span>{startTexts.practice.time}</span>
            </div>
          </section>
          <section className={styles.choice} aria-labelledby="choose-real">
            <header className={styles.head}>
              <h2 id="choose-real">{startTexts.real.title}</h2>
              <Key keys="2" />
            </header>
            <p className={styles.words}>{startTexts.real.words}</p>
            <Points points={startTexts.real.points} icons={[IconCrown, IconLock, IconShieldOff, IconPlugOff]} />
            <div className={styles.foot}>
              <Button variant="default" onClick={() => setSettingUp(true)}>
                {startTexts.real.button}
              </Button>
              <span>{startTexts.real.time}</span>
            </div>
          </section>
        </div>
        <Failure failure={practice.error} />
      </div>
    </main>
  );
};
