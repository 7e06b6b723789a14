import { ref } from 'vue'

/** Counts the wishes to write a follow-up on the page that is open; its composer takes the focus at each. */
export const composing = ref(0)
