import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useModalKeys } from '../app/keys';
import type { KeyAction } from '../app/keys';
import styles from './Dialog.module.css';

export type DialogProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons; they stay in view while the rest scrolls. */
  readonly foot?: ReactNode;
  readonly size?: number;
  readonly keys?: readonly KeyAction[];
};

/** A dialog of the console: Esc closes, focus goes back, the keys below are silent while it is open. */
export const Dialog = ({ title, isOpen, onClose, children, foot, size = 640, keys = [] }: DialogProps) => {
  useModalKeys(title, isOpen, keys);
  // The page itself never scrolls; locking it would add a style element that the page's policy refuses.
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose}
      size={size}
      centered
      lockScroll={false}
      classNames={{
        overlay: styles.overlay ?? '',
        content: styles.content ?? '',
        title: styles.title ?? '',
        body: styles.body ?? '',
      }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <div className={styles.head}>
          <Modal.Title component="h2">{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>{children}</Modal.Body>
        {foot !== undefined && <div className={styles.foot}>{foot}</div>}
      </Modal.Content>
    </Modal.Root>
  );
};
