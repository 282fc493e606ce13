export const a = () => fetch('https://example.org'); // layers(pure)
export const b = () => new WebSocket('wss://example.org'); // layers(pure)
export const c = () => new XMLHttpRequest(); // layers(pure)
export const d = () => globalThis.fetch('https://example.org'); // layers(pure)
