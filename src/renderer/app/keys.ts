/**
 * Keys and actions of what is on the screen. Single letters never fire while one types; a dialog silences what lies
 * below it.
 */
import { useEffect, useLayoutEffect, useRef } from 'react';

export type KeyAction = {
  /**
   * `j`, `mod+k`, `shift+z`, `g q` (one after the other), `escape`; empty for an action that only the palette knows.
   */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
  /** Why it can't be done now: it is listed with a lock and this reason. */
  readonly refusal?: string | undefined;
  /** Moves and the like: shown among the keys, not in the palette. */
  readonly isMove?: boolean;
};

type Layer = { readonly title: string; readonly isModal: boolean; actions: readonly KeyAction[] };

let layers: readonly Layer[] = [];
/**
 * What was open when the key went down. An Escape that closes a dialog on its way must not reach what lies below it,
 * too.
 */
let layersAtPress: readonly Layer[] = layers;

const reachable = (all: readonly Layer[]): readonly Layer[] =>
  all.slice(
    Math.max(
      0,
      all.findLastIndex((layer) => layer.isModal),
    ),
  );

const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
};
const ownsEnter = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest(
    'button, a, summary, [role="button"], [role="tab"], [role="option"], [role="checkbox"], [role="radio"]',
  ) !== null;
const isInList = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="menu"], [role="listbox"]') !== null;

/** A pressed key as the name that a binding carries. */
export const nameOfKey = (event: KeyboardEvent): string => {
  const isLetter = /^\p{L}$/u.test(event.key);
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  // Only for letters and named keys: `?` already is what Shift made of the key.
  const shift = event.shiftKey && (isLetter || event.key.length > 1) ? 'shift+' : '';
  return `${mod}${alt}${shift}${key}`;
};

const prefixMs = 1500;
let prefix: { readonly key: string; readonly at: number } | null = null;

const find = (name: string): KeyAction | undefined => {
  for (const layer of reachable(layersAtPress).toReversed()) {
    const action = layer.actions.find((candidate) => candidate.keys === name);
    if (action !== undefined) return action;
  }
  return undefined;
};
const startsOne = (key: string): boolean =>
  reachable(layersAtPress).some((layer) => layer.actions.some((action) => action.keys.startsWith(`${key} `)));

const onKeyDown = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing || (event.repeat && event.key === 'Enter')) return;
  const name = nameOfKey(event);
  // What nobody types: with a modifier, and the function keys.
  const isPlain = !name.startsWith('mod+') && !name.startsWith('alt+') && !/^f\d+$/.test(name);
  if (isPlain && name !== 'escape' && (isTyping(event.target) || isInList(event.target))) return;
  if (name === 'escape' && isInList(event.target)) return;
  if (name === 'enter' && ownsEnter(event.target)) return;
  const sequence = prefix !== null && event.timeStamp - prefix.at < prefixMs ? `${prefix.key} ${name}` : null;
  prefix = null;
  const action = (sequence === null ? undefined : find(sequence)) ?? find(name);
  if (action !== undefined) {
    event.preventDefault();
    if (action.refusal === undefined) action.run();
    return;
  }
  if (isPlain && startsOne(name)) prefix = { key: name, at: event.timeStamp };
};

const onPress = (): void => {
  layersAtPress = layers;
};

/**
 * Listens on the window; once, from the frame or a gate. In a layout effect, so that it sees a key before any dialog
 * does.
 */
export const useKeyboard = (): void => {
  useLayoutEffect(() => {
    window.addEventListener('keydown', onPress, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onPress, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
};

const addLayer = (layer: Layer): (() => void) => {
  layers = [...layers, layer];
  return () => {
    layers = layers.filter((other) => other !== layer);
  };
};

/** Keys and actions for as long as a component is there; the newest component wins. */
export const useKeys = (title: string, actions: readonly KeyAction[]): void => {
  const layer = useRef<Layer | null>(null);
  useEffect(() => {
    layer.current = { title, isModal: false, actions: [] };
    return addLayer(layer.current);
  }, [title]);
  useEffect(() => {
    if (layer.current !== null) layer.current.actions = actions;
  });
};

const noActions: readonly KeyAction[] = [];

/**
 * A dialog's keys: silences everything below while `isOpen`. In a layout effect, so that what lies in the dialog comes
 * after it.
 */
export const useModalKeys = (title: string, isOpen: boolean, actions: readonly KeyAction[] = noActions): void => {
  const layer = useRef<Layer | null>(null);
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    layer.current = { title, isModal: true, actions: [] };
    return addLayer(layer.current);
  }, [title, isOpen]);
  useEffect(() => {
    if (layer.current !== null) layer.current.actions = actions;
  });
};

export type KeyGroup = { readonly title: string; readonly actions: readonly KeyAction[] };

/** What can be done right now, by group; read when a list of it opens. */
export const reachableActions = (): readonly KeyGroup[] =>
  reachable(layers)
    .filter((layer) => layer.actions.length > 0)
    .map(({ title, actions }) => ({ title, actions }));

const isMac = (): boolean => /mac/i.test(navigator.userAgent);
const capNames: Readonly<Record<string, string>> = {
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  space: 'Space',
  backspace: '⌫',
};

/** The caps that a binding is drawn with. */
export const capsOf = (keys: string): readonly string[] =>
  keys
    .split(/[ +]/)
    .filter(Boolean)
    .map((key) =>
      key === 'mod'
        ? isMac()
          ? '⌘'
          : 'Ctrl'
        : key === 'shift'
          ? isMac()
            ? '⇧'
            : 'Shift'
          : key === 'alt'
            ? 'Alt'
            : (capNames[key] ?? (key.length === 1 || /^f\d+$/.test(key) ? key.toUpperCase() : key)),
    );
