// The key of a form or a request: the same code with the same key, sent again, is the same
// submission.

export const FORM_KEY = /^[0-9a-z]{8,40}$/;
