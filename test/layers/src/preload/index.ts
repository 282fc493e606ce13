// The clean twin: what the preload may do.
import { contextBridge, ipcRenderer } from 'electron';

export const preload = { contextBridge, ipcRenderer };
