// The one place with raw IPC.
import { ipcMain } from 'electron';

export const serve = (): void => ipcMain.handle('desk:call', () => null);
