import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { StartOver, useStartOver } from '../app/StartOver';
import { startTexts } from '../app/texts/start';
import { Card } from '../ui/Card';

/** The desk can't be opened: why, in one sentence, and the way on. */
export const RefusedDesk = ({
  message,
  kind,
}: {
  readonly message: string;
  readonly kind: 'practice' | 'real' | null;
}) => {
  const client = useQueryClient();
  const startOver = useStartOver((state) => state.open);
  const { title, nothing, again, startOver: startOverName } = startTexts.refused;
  return (
    <Card title={title} words={<span role="alert">{`${message} ${nothing}`}</span>} width={448}>
      <Stack gap={14}>
        <Button variant="default" onClick={() => void client.refetchQueries({ queryKey: ['desk.state'] })}>
          {again}
        </Button>
        {kind === 'practice' && (
          <Button variant="subtle" onClick={startOver}>
            {startOverName}
          </Button>
        )}
      </Stack>
      <StartOver />
    </Card>
  );
};
