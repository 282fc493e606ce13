/**
 * Every call over the bridge. A new call is one line in its feature's file and one handler; a new feature is one line
 * here.
 */
import type { z } from 'zod';
import { caseCalls } from './cases';
import { composeCalls } from './compose';
import { deskCalls } from './desk';
import { draftCalls } from './drafts';
import { guidanceCalls } from './guidance';
import { inboxCalls } from './inbox';
import { looksCalls } from './looks';
import { mailCalls } from './mail';
import { policyCalls } from './policy';
import { queueCalls } from './queue';
import { reviewCalls } from './review';
import { sessionCalls } from './session';
import { staffCalls } from './staff';
import { threadCalls } from './thread';

export const calls = {
  ...sessionCalls,
  ...deskCalls,
  ...queueCalls,
  ...caseCalls,
  ...threadCalls,
  ...composeCalls,
  ...draftCalls,
  ...reviewCalls,
  ...mailCalls,
  ...inboxCalls,
  ...staffCalls,
  ...guidanceCalls,
  ...policyCalls,
  ...looksCalls,
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>;
export type CallParsed<N extends CallName> = z.output<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>;
