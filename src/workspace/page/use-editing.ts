/** Which message of a conversation is open to be changed, and how Up arrow in the box opens one. */
import { useState } from 'react';
import type { Message } from '../page-protocol.ts';

export function useEditing(messages: readonly Message[], viewerId: string) {
  const [editingTs, setEditingTs] = useState<string>();
  const editLast = () => {
    const own = messages.findLast(
      ({ userId, ephemeralFor }) => userId === viewerId && ephemeralFor === undefined,
    );
    if (own !== undefined) setEditingTs(own.ts);
  };
  return { editingTs, onEdit: setEditingTs, editLast };
}
