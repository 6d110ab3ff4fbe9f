// The filters of the service's documentation, and the workloads: what parsing is measured with.
#pragma once

#include <array>
#include <string_view>

namespace tamis::bench {

inline constexpr std::array<std::string_view, 8> documented_filters = {
    "engagementId eq '65edc0b5-3485-41b7-a17e-dfa9ef4706e2'",
    "status eq 'New' and qualification eq 'SalesQualified'",
    "customerProfile/address/country eq 'US' and direction eq 'Incoming'",
    "(type eq 'Shared' and direction eq 'Incoming')",
    "(direction eq 'Incoming' and substatus eq 'Pending')",
    "status eq 'Active' and direction eq 'Outgoing' and type eq 'Shared' and team/any(t:t/email eq "
    "'r2d2@contoso.com')",
    "createdDateTime ge 2020-10-01T00:00:00Z and details/dealValue gt 5000 and "
    "(contains(tolower(customerProfile/name),'fabrikam') or not endswith(organizationName,'Ltd')) and "
    "status in ('New','Active')",
    "team/all(t:t/email ne null) and (details/dealValue mul 2 sub 100.50 le 3e4 or team/$count gt 1)"};

}  // namespace tamis::bench
