// The clean twin: what main/electron may do.
import { BrowserWindow } from 'electron';
import type { Session } from 'electron';
import { createApp } from '#main/app';

export const window = (session: Session) => ({ BrowserWindow, createApp, session });
