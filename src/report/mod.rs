//! One reporter a file. They print a finished report; they neither drop nor sort nor count.
