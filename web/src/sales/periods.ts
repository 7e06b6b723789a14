const pad = (value: number) => String(value).padStart(2, '0')

/** First and last day of the month, as the server writes days. */
export function monthOf(date: Date): [string, string] {
  const month = `${date.getFullYear()}-${pad(date.getMonth() + 1)}`
  return [`${month}-01`, `${month}-${pad(new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate())}`]
}
