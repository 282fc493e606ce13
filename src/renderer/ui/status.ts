/** Whose turn it is (tone) and which status it is (icon); the word says it all. */
import type { CaseStatus } from '#domain/case/state';
import {
  IconAlertTriangle,
  IconArchive,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconEye,
  IconFileCheck,
  IconHourglass,
  IconLinkOff,
  IconLoader2,
  IconShieldCheck,
  IconSnowflake,
  IconUserCheck,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { frozenName, statusNames } from '../app/texts/words';

export type Tone = 'ours' | 'theirs' | 'warn' | 'bad' | 'ok' | 'ice';
export type StatusLook = { readonly tone: Tone; readonly Icon: Icon; readonly name: string };

const looks: Readonly<Record<CaseStatus, Omit<StatusLook, 'name'>>> = {
  triage: { tone: 'ours', Icon: IconCircleDashed },
  submitted: { tone: 'ours', Icon: IconFileCheck },
  'in-review': { tone: 'ours', Icon: IconEye },
  'awaiting-second': { tone: 'ours', Icon: IconUserCheck },
  'fallback-review': { tone: 'ours', Icon: IconUsers },
  approved: { tone: 'ours', Icon: IconCircleCheck },
  disabling: { tone: 'ours', Icon: IconLoader2 },
  'awaiting-customer': { tone: 'theirs', Icon: IconHourglass },
  'awaiting-admin': { tone: 'theirs', Icon: IconUserShield },
  closed: { tone: 'theirs', Icon: IconArchive },
  'link-expired': { tone: 'warn', Icon: IconLinkOff },
  failed: { tone: 'bad', Icon: IconCircleX },
  'needs-attention': { tone: 'bad', Icon: IconAlertTriangle },
  recovered: { tone: 'ok', Icon: IconShieldCheck },
};

/** A freeze lies over whatever status is below it. */
export const statusLook = (status: CaseStatus, isFrozen: boolean): StatusLook =>
  isFrozen ? { tone: 'ice', Icon: IconSnowflake, name: frozenName } : { ...looks[status], name: statusNames[status] };
