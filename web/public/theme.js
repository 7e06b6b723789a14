(function () {
  var theme = null
  try { theme = localStorage.getItem('zhiyin.theme') } catch (e) { /* storage refused: follow the system */ }
  if (theme !== 'light' && theme !== 'dark') {
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  }
  document.documentElement.setAttribute('data-theme', theme)
})()
