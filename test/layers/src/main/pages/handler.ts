import { createServer } from 'node:http';
import type { Port } from '#main/ports';

export const pages = (port: Port) => createServer(() => port.read());
