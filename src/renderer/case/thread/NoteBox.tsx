import { Button, Textarea } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import { useDraft } from '../../app/drafts';
import { useCommand } from '../../app/queries';
import { Failure } from '../../ui/Failure';
import { threadTexts } from './texts';
import styles from './Notes.module.css';

/** A note for colleagues, kept as a draft of this person until it is added. It looks like what it makes. */
export const NoteBox = ({ caseId }: { readonly caseId: string }) => {
  const [text, setText] = useDraft(`note ${caseId}`);
  const command = useCommand('cases.note');
  const { note } = threadTexts;
  const add = (): void => {
    if (text.trim() !== '') command.mutate({ caseId, text }, { onSuccess: () => setText('') });
  };
  return (
    <form
      className={styles.write}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <p className={styles.mark}>
        <IconNote size={14} stroke={1.8} aria-hidden /> {note.title}
      </p>
      <div className={styles.field}>
        <Textarea
          aria-label={note.label}
          placeholder={note.placeholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          maxLength={4000}
          autosize
          minRows={1}
          maxRows={8}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
          }}
        />
        {text.trim() !== '' && (
          <Button type="submit" variant="default" loading={command.isPending}>
            {note.button}
          </Button>
        )}
      </div>
      <Failure failure={command.error} />
    </form>
  );
};
