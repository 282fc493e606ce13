/** The desk's own preload, and beside it the bare thing: one channel, nothing looked at. */
import '../../../src/preload/index';
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('bare', {
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('bench:bare', name, input),
});
