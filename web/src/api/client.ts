import type { FieldProblem, Problem } from './types'

/** A refusal of the server, in the user's language. `status` 0: the server was not reached. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly errors: FieldProblem[]

  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title)
    this.name = 'ProblemError'
    this.status = problem.status
    this.code = problem.code ?? ''
    this.errors = problem.errors ?? []
  }
}

export interface RequestOptions {
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

const BASE = '/api/v1'

const settings = {
  language: 'zh-CN',
  onUnauthorized: () => {},
  onPasswordChangeRequired: () => {},
  unreachable: { title: '', detail: '' },
}

/** Set once at start: what to do when the session ended, and the language of answers. */
export function configureClient(changes: Partial<typeof settings>): void {
  Object.assign(settings, changes)
}

export function url(path: string, query: RequestOptions['query'] = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return BASE + path + (text ? `?${text}` : '')
}

function csrfToken(): string | null {
  const found = document.cookie.split('; ').find((part) => part.startsWith('XSRF-TOKEN='))
  return found ? decodeURIComponent(found.slice('XSRF-TOKEN='.length)) : null
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { title: response.statusText || String(response.status), status: response.status }
  if (!(response.headers.get('content-type') ?? '').includes('json')) return fallback
  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>), status: response.status }
  } catch {
    return fallback
  }
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': settings.language,
    ...options.headers,
  }
  const token = method === 'GET' ? null : csrfToken()
  if (token) headers['X-XSRF-TOKEN'] = token
  let body: BodyInit | undefined
  if (options.body instanceof FormData) body = options.body
  else if (options.body !== undefined) {
    body = JSON.stringify(options.body)
    headers['Content-Type'] ??= 'application/json'
  }
  try {
    return await fetch(url(path, options.query), {
      method, headers, body, signal: options.signal, credentials: 'same-origin',
    })
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure
    throw new ProblemError({ ...settings.unreachable, status: 0, code: 'UNREACHABLE' })
  }
}

async function call<T>(method: Method, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options)
  if (response.ok) {
    if (response.status === 204 || response.headers.get('content-length') === '0') return undefined as T
    const text = await response.text()
    return (text ? JSON.parse(text) : undefined) as T
  }
  const problem = await problemOf(response)
  if (response.status === 401 && !path.startsWith('/auth/')) settings.onUnauthorized()
  if (response.status === 403 && problem.code === 'PASSWORD_CHANGE_REQUIRED') settings.onPasswordChangeRequired()
  throw new ProblemError(problem)
}

export const api = {
  get: <T>(path: string, options?: RequestOptions) => call<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options?: RequestOptions) => call<T>('POST', path, { ...options, body }),
  put: <T>(path: string, body?: unknown, options?: RequestOptions) => call<T>('PUT', path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options?: RequestOptions) => call<T>('PATCH', path, { ...options, body }),
  delete: <T = void>(path: string, options?: RequestOptions) => call<T>('DELETE', path, options),
}
