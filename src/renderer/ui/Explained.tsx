import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

/** Around a button that is shut: why, when one points at it. A shut button itself hears no pointer. */
export const Explained = ({ why, children }: { readonly why: string | null; readonly children: ReactNode }) => (
  <Tooltip label={why ?? ''} disabled={why === null} multiline maw={320}>
    <span>{children}</span>
  </Tooltip>
);
