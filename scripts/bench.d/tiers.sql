-- Loyalty tiers: cuts at exact quantiles of the repeat customers, equal values together.
CREATE TEMP TABLE cuts AS
SELECT
  greatest(3, quantile_disc(purchase_days, 0.75)) AS frequent,
  greatest(4, quantile_disc(purchase_days, 0.90)) AS vip,
  quantile_disc(net_revenue, 0.90) AS vip_revenue
FROM features WHERE purchase_days >= 2;

COPY (
  SELECT customer_id,
    CASE
      WHEN purchase_days = 0 THEN 'Prospect'
      WHEN purchase_days = 1 THEN 'One Time Buyer'
      WHEN purchase_days >= vip AND net_revenue >= vip_revenue THEN 'VIP'
      WHEN purchase_days >= frequent THEN 'Frequent Buyer'
      ELSE 'Loyal Customer'
    END AS loyalty
  FROM features, cuts
) TO '${out}/customer_segments.parquet' (FORMAT parquet);
