import { Button } from '@mantine/core';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { Blank } from '../ui/Blank';
import { useNavigation } from './navigation';
import { frameTexts } from './texts/frame';

type Props = { readonly children: ReactNode };

/** Catches what a screen throws while rendering, and offers a way on. React asks for a class here. */
export class ErrorBoundary extends Component<Props, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    const again = (): void => this.setState({ hasFailed: false });
    const { broken } = frameTexts;
    return (
      <div role="alert" style={{ display: 'flex', flex: 1 }}>
        <Blank title={broken.title}>
          <p>{broken.way}</p>
          <div style={{ display: 'flex', gap: 8 }}>
            <Button onClick={again}>{broken.again}</Button>
            <Button
              variant="default"
              onClick={() => {
                useNavigation.getState().reset();
                again();
              }}
            >
              {broken.queue}
            </Button>
          </div>
        </Blank>
      </div>
    );
  }
}
