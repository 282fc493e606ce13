import { Button, Code, Stack } from '@mantine/core';
import type { DeskState } from '#contract/desk';
import { useCommand } from '../app/queries';
import { startTexts } from '../app/texts/start';
import { Card } from '../ui/Card';
import { Failure } from '../ui/Failure';

/** A practice desk that this version can't read: what it is, where it goes, and the one button that agrees to it. */
export const EarlierDesk = ({ state }: { readonly state: Pick<DeskState, 'earlier'> }) => {
  const command = useCommand('desk.replaceEarlier');
  const { title, words, moves, back, button } = startTexts.earlier;
  const { version, movesTo } = state.earlier ?? { version: '', movesTo: '' };
  return (
    <Card title={title} words={words(version)} width={480}>
      <Stack gap={14}>
        <Stack gap={6}>
          <p>{moves}</p>
          <Code block>{movesTo}</Code>
        </Stack>
        <p>{back(version)}</p>
        <Failure failure={command.error} />
        <Button loading={command.isPending} onClick={() => command.mutate({ confirm: 'move it aside' })}>
          {button}
        </Button>
      </Stack>
    </Card>
  );
};
