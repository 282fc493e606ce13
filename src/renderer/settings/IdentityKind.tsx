import { Select } from '@mantine/core';
import { identityKinds } from '#contract/desk';
import { useCall, useCommand } from '../app/queries';
import { settingsTexts } from '../app/texts/settings';
import { Failure } from '../ui/Failure';
import styles from './SettingsScreen.module.css';

const { identity: words } = settingsTexts;

/** Practice desk only: which system the sample one plays, and what that one can't do or say. */
export const IdentityKind = () => {
  const answer = useCall('desk.identityKinds', {});
  const choose = useCommand('desk.chooseIdentityKind');
  const played = answer.data;
  const kind = choose.isPending ? choose.variables.kind : (played?.chosen ?? null);
  const limits = played?.kinds.find((one) => one.kind === kind)?.limits ?? [];
  return (
    <div className={styles.identity}>
      <Select
        label={words.label}
        description={words.hint}
        allowDeselect={false}
        data={identityKinds.map((value) => ({ value, label: words.kinds[value] }))}
        value={kind}
        disabled={played === undefined}
        onChange={(value) => {
          const next = identityKinds.find((candidate) => candidate === value);
          if (next !== undefined && next !== kind)
            choose.mutate({ kind: next }, { onSuccess: () => void answer.refetch() });
        }}
      />
      <Failure failure={answer.error ?? choose.error} onAgain={() => void answer.refetch()} />
      {played !== undefined && kind !== null && (
        <div role="status" className={styles.limits}>
          {limits.length === 0 ? (
            <p>{words.noLimits}</p>
          ) : (
            <>
              <p>{words.limits(words.kinds[kind])}</p>
              <ul>
                {limits.map((limit) => (
                  <li key={limit}>{limit}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </div>
  );
};
