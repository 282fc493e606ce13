/** What the whole window knows of its desk: kind, company, zone. */
import type { DeskState } from '#contract/desk';
import { createContext, useContext } from 'react';

export const DeskContext = createContext<DeskState | null>(null);

/** The open desk. Only below the gate. */
export const useDesk = (): DeskState => {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('useDesk outside of an open desk');
  return desk;
};

/** The desk's zone (IANA), in which every time is shown. */
export const useZone = (): string => useDesk().timeZone;
