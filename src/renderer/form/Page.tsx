import { useEffect, useRef, type ReactNode } from 'react';

type Props = {
  readonly title: string;
  readonly lead?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/**
 * One page: its title takes the focus, so that a screen reader says where one is; the buttons stay in the thumb's
 * reach.
 */
export const Page = ({ title, lead, children, actions }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo?.(0, 0);
  }, []);
  return (
    <main className="page">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </main>
  );
};
