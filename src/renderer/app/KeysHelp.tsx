import { useState } from 'react';
import { Dialog } from '../ui/Dialog';
import { Key } from '../ui/Key';
import { reachableActions } from './keys';
import { frameTexts } from './texts/frame';
import styles from './KeysHelp.module.css';

/** Every key that works on this screen, by group. */
export const KeysHelp = ({ onClose }: { readonly onClose: () => void }) => {
  const [groups] = useState(() => reachableActions().map(({ title, actions }) => ({ title, actions: actions.filter((action) => action.keys !== '') })).filter(({ actions }) => actions.length > 0).toReversed());
  return (
    <Dialog title={frameTexts.keys.title} isOpen onClose={onClose}>
      <div className={styles.groups}>
        {groups.map(({ title, actions }) => (
          <section key={title} aria-label={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.list}>
              {actions.map((action) => (
                <div key={action.keys} className={styles.line}>
                  <dt><span className={styles.spoken}>{action.keys}</span><Key keys={action.keys} /></dt>
                  <dd>{action.label}{action.refusal !== undefined && <span className={styles.refusal}> {action.refusal}</span>}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
};
