/** What cannot be drawn is shown as the JSON it came as: never nothing, never a broken page. */
import { Component, type ReactNode } from 'react';
import type { Json } from '../page-protocol.ts';

type BoundaryProps = { readonly block: Json; readonly children: ReactNode };

/** Around one block. A block that comes anew is tried anew. */
export class BlockBoundary extends Component<BoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.hasFailed && before.block !== this.props.block) {
      this.setState({ hasFailed: false });
    }
  }

  override render(): ReactNode {
    const { block, children } = this.props;
    return this.state.hasFailed ? <BlockJson block={block} /> : children;
  }
}

export function BlockJson({ block }: { block: Json }) {
  return (
    <details className="block-json">
      <summary>This block cannot be shown</summary>
      <pre>{JSON.stringify(block, undefined, 2)}</pre>
    </details>
  );
}
