/** The texts of the second gear, beside those of texts.ts. */
export const GEAR_ENGLISH = {
  gear_offer: "Better answers: the full language model can run in your browser. It is downloaded once, {size} MB.",
  gear_load: "Download",
  gear_never: "Don’t offer again",
  gear_loading: "Downloading the language model: {done} of {size} MB",
  gear_starting: "Starting the language model…",
  gear_cancel: "Cancel",
  gear_better: "Found with the full language model.",
  gear_remove: "Remove it from this browser",
  gear_failed: "The language model is not used: {reason} Answers come as before.",
  gear_blocked: "this site’s security policy does not allow it.",
  gear_memory: "there is not enough memory.",
  gear_corrupt: "its files arrived damaged.",
  gear_offline: "its files cannot be fetched.",
  gear_asleep: "it has not answered for too long.",
};
