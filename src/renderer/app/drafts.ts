/**
 * What was typed and not sent yet, kept per person for as long as the window lives: changing who sits here loses
 * nothing, and shows nothing to the next.
 */
import { create } from 'zustand';
import { useSession } from './session';

const useDrafts = create<{
  readonly texts: Readonly<Record<string, string>>;
  readonly put: (key: string, text: string) => void;
}>((set) => ({
  texts: {},
  put: (key, text) => set(({ texts }) => ({ texts: { ...texts, [key]: text } })),
}));

/** A text under a name of the screen's own, such as `note:<case>`. */
export const useDraft = (name: string): readonly [string, (text: string) => void] => {
  const { who } = useSession();
  const key = `${who.staffId} ${name}`;
  const text = useDrafts((state) => state.texts[key] ?? '');
  const put = useDrafts((state) => state.put);
  return [text, (next) => put(key, next)];
};
