/** The main way of a customer; dormancy and loss lie beside it. */
export const MAIN_WAY = ['PROSPECT', 'ACQUIRED', 'GROWING', 'MAINTAINED']

export interface Way {
  steps: { code: string; state: 'done' | 'now' | 'todo' }[]
  /** Where the customer has left the way: the code of a dormancy or of the loss. */
  off: string | null
}

export function wayOf(lifecycle: string | null | undefined, dormancy: string | null | undefined): Way {
  const at = MAIN_WAY.indexOf(lifecycle ?? '')
  const off = lifecycle === 'CHURNED' ? 'CHURNED' : dormancy && dormancy !== 'NONE' ? dormancy : null
  return {
    steps: MAIN_WAY.map((code, index) => ({ code, state: at < 0 || index > at ? 'todo' : index < at ? 'done' : 'now' })),
    off,
  }
}
