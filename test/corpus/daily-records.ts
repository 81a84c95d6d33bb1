/** Records as `/api/daily_papers` has them, of papers that do not exist. */

/** Just enough for a paper; `inner` and `outer` say what matters to the test. */
export function dailyRecord(
  inner: Readonly<Record<string, unknown>> = {},
  outer: Readonly<Record<string, unknown>> = {},
) {
  return {
    paper: {
      id: '2503.02130',
      title: 'Otters Hold Hands While They Sleep',
      summary: 'We watch otters. They hold hands.',
      ...inner,
    },
    ...outer,
  };
}
