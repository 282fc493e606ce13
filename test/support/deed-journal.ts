/** Everything that a desk asks the identity system to change, as it went over the wire, with the answer. */
export type Asked = {
  readonly origin: string;
  readonly method: string;
  readonly accountId: string;
  /** Below the account. */
  readonly path: string;
  readonly status: number;
  readonly body: string;
};

/** Listens to `fetch` from now on; the answer stops it. A request without an answer has status 0. */
export const journalDeeds = (write: (asked: Asked) => void): (() => void) => {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? 'GET';
    if (method === 'GET' || !url.pathname.startsWith('/admin/')) return await original(input, init);
    const asked = {
      origin: url.origin,
      method,
      accountId: /\/users\/([^/]+)/.exec(url.pathname)?.[1] ?? '',
      path: url.pathname.replace(/^.*\/users\/[^/]+/, ''),
    };
    try {
      const response = await original(input, init);
      write({
        ...asked,
        status: response.status,
        body: await response
          .clone()
          .text()
          .catch(() => ''),
      });
      return response;
    } catch (error) {
      write({ ...asked, status: 0, body: '' });
      throw error;
    }
  };
  return () => {
    globalThis.fetch = original;
  };
};
