-- Nothing to seed: a user's profile and agent come with the sign-up, and everything else is said by people.
select 1;
