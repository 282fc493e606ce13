import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import styles from './ViewTabs.module.css';

export type ViewTab<K extends string> = { readonly key: K; readonly name: string; readonly n: number | undefined };

const capped = (n: number): string => (n > 999 ? '999+' : String(n));

/** The saved views of a list with their counts; `more` are in a menu until one of them is chosen. */
export const ViewTabs = <K extends string>({
  label,
  tabs,
  current,
  onChoose,
  more,
}: {
  readonly label: string;
  readonly tabs: readonly ViewTab<K>[];
  readonly current: K;
  readonly onChoose: (key: K) => void;
  readonly more?: { readonly label: string; readonly tabs: readonly ViewTab<K>[] };
}) => (
  <nav className={styles.views} aria-label={label}>
    {[...tabs, ...(more?.tabs.filter(({ key }) => key === current) ?? [])].map(({ key, name, n }) => (
      <UnstyledButton
        key={key}
        className={styles.view ?? ''}
        aria-current={key === current ? 'true' : undefined}
        onClick={() => onChoose(key)}
      >
        {name}
        {n !== undefined && (
          <>
            {' '}
            <span className={styles.count}>{capped(n)}</span>
          </>
        )}
      </UnstyledButton>
    ))}
    {more !== undefined && (
      <Menu position="bottom-start">
        <Menu.Target>
          <UnstyledButton className={styles.view ?? ''} aria-label={more.label}>
            <IconDots size={16} stroke={1.7} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {more.tabs.map(({ key, name }) => (
            <Menu.Item key={key} onClick={() => onChoose(key)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    )}
  </nav>
);
