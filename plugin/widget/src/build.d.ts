/** Written in by the bundler: whether the file is for a site that offers the second gear. What only such a site needs is no byte of any other's. */
declare const SECOND_GEAR: boolean;
