import { ipcMain } from 'electron';
import { deep } from '#main/store/cache/deep';
import { screen } from '../../src/renderer/app/screen';

export const helper = { ipcMain, deep, screen };
