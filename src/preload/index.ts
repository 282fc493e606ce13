// The page's whole reach into the desk: one channel for calls, one for events. What may be asked stands in
// src/contract.
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('desk', {
  call: (name: unknown, input: unknown) => ipcRenderer.invoke('desk:call', name, input),
  onEvent: (listener: (event: unknown) => void) => {
    const forward = (_: unknown, event: unknown): void => listener(event);
    ipcRenderer.on('desk:event', forward);
    return () => {
      ipcRenderer.removeListener('desk:event', forward);
    };
  },
});
