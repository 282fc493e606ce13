import { create } from 'qrcode';
import { useMemo } from 'react';
import type { FormLanguage } from '#contract/identity-form';
import { words } from './words';

/** On a desktop: the form's own link as a code, drawn here, to go on with a phone. */
export const PhoneCode = ({ language }: { readonly language: FormLanguage }) => {
  const text = words[language].phone;
  const { size, path } = useMemo(() => {
    const { modules } = create(window.location.href.replace(/[?#].*$/, ''), { errorCorrectionLevel: 'M' });
    let drawn = '';
    for (let row = 0; row < modules.size; row += 1)
      for (let column = 0; column < modules.size; column += 1)
        if (modules.get(row, column)) drawn += `M${column} ${row}h1v1h-1z`;
    return { size: modules.size, path: drawn };
  }, []);
  const isPractice = ['127.0.0.1', 'localhost'].includes(window.location.hostname);
  return (
    <aside className="phone" aria-label={text.title}>
      {/* eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- An <img> would need a data: address of the link. */}
      <svg role="img" aria-label={text.label} viewBox={`-4 -4 ${size + 8} ${size + 8}`} shapeRendering="crispEdges">
        <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <div>
        <b>{text.title}</b>
        <p>{text.line}</p>
        {isPractice && <p className="practice">{text.practice}</p>}
      </div>
    </aside>
  );
};
