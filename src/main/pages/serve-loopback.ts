/**
 * The pages on this machine alone: a practice desk's way. A real desk never does this, for its customers couldn't reach
 * it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type LoopbackPages = { readonly origin: string; readonly port: number; close(): Promise<void> };

const host = '127.0.0.1';

/** Serves a handler on 127.0.0.1. Port 0 takes any that is free; a taken one rejects with EADDRINUSE. */
export const serveLoopback = async (
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
): Promise<LoopbackPages> => {
  const server = createServer(
    { maxHeaderSize: 8 * 1024, headersTimeout: 10_000, requestTimeout: 200_000, keepAliveTimeout: 5_000 },
    (request, response) => {
      // A name that a stranger's site made point here (DNS rebinding) is not ours.
      if (![`${host}:${actual()}`, `localhost:${actual()}`].includes(request.headers.host ?? '')) {
        response.writeHead(421, { 'Content-Type': 'text/plain', Connection: 'close' }).end('Misdirected request\n');
        return;
      }
      handler(request, response);
    },
  );
  const actual = (): number => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : port;
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    origin: `http://${host}:${actual()}`,
    port: actual(),
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
};
