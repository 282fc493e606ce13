import { useState } from 'react';
import { Dialog } from '../ui/Dialog';
import { Key } from '../ui/Key';
import { reachableActions } from './keys';
import { frameTexts } from './texts/frame';
import styles from './KeysHelp.module.css';

/** Every key that works on this screen, by group. */
export const KeysHelp = ({ onClose }: { readonly onClose: () => void }) => {
  const [groups] = useState(() =>
    reachableActions()
      .map(({ title, actions }) => ({ title, actions: actions.filter((action) => action.keys !== '') }))
      .filter(({ actions }) => actions.length > 0)
      .toReversed(),
  );
  return (
    <Dialog title={frameTexts.keys.title} isOpen onClose={onClose}>
      <div className={styles.groups}>
        {groups.map(({ title, actions }) => (
          <div key={title} className={styles.group}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.list}>
              {actions
                .filter(({ label }, index) => actions.findIndex((other) => other.label === label) === index)
                .map(({ label, refusal }) => (
                  <div key={label} className={styles.line}>
                    <dt>
                      {actions
                        .filter((same) => same.label === label)
                        .map(({ keys }) => (
                          <span key={keys} className={styles.caps}>
                            <span className={styles.spoken}>{keys}</span>
                            <Key keys={keys} />
                          </span>
                        ))}
                    </dt>
                    <dd>
                      {label}
                      {refusal !== undefined && <span className={styles.refusal}> {refusal}</span>}
                    </dd>
                  </div>
                ))}
            </dl>
          </div>
        ))}
      </div>
    </Dialog>
  );
};
