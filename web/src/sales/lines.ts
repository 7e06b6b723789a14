/** Quantity times price less the discount in per cent, rounded to cents as the server does; null while a part is missing. */
export function lineAmount(line: { quantity?: unknown; unitPrice?: unknown; discount?: unknown }): number | null {
  const quantity = line.quantity === null || line.quantity === undefined ? 1 : Number(line.quantity)
  const price = line.unitPrice === null || line.unitPrice === undefined ? NaN : Number(line.unitPrice)
  const discount = Number(line.discount ?? 0)
  const amount = quantity * price * (100 - discount)
  return Number.isFinite(amount) ? Math.round(Number(amount.toPrecision(15))) / 100 : null
}
